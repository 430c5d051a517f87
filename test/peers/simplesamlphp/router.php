<?php
// `php -S` with SimpleSAMLphp's `/simplesaml/SCRIPT.php/PATH` addresses, and the scripts its pages load.
$www = '/usr/share/simplesamlphp/www';
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('#^/simplesaml/(resources/[\w/-]+\.js)$#', $path, $found)) {
    header('Content-Type: text/javascript');
    readfile("$www/$found[1]");
    return true;
}
if (!preg_match('#^/simplesaml/((?:[\w-]+/)*[\w-]+\.php)(/.*)?$#', $path, $found)) {
    http_response_code(404);
    return true;
}
$_SERVER['SCRIPT_NAME'] = '/simplesaml/' . $found[1];
$_SERVER['SCRIPT_FILENAME'] = $www . '/' . $found[1];
$_SERVER['PATH_INFO'] = $found[2] ?? '';
chdir(dirname($_SERVER['SCRIPT_FILENAME']));
require $_SERVER['SCRIPT_FILENAME'];
return true;
