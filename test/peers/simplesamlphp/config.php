<?php
// SimpleSAMLphp as an identity provider for the tests: one folder of its own for all that it writes.
$dir = getenv('PEER_DIR');
$config = [
    'baseurlpath' => getenv('PEER_URL') . '/simplesaml/',
    'certdir' => $dir . '/cert/',
    'loggingdir' => $dir . '/log/',
    'datadir' => $dir . '/data/',
    'tempdir' => $dir . '/temp',
    'session.phpsession.savepath' => $dir . '/sessions',
    'store.type' => 'phpsession',
    'session.phpsession.cookiename' => 'peer',
    'session.cookie.secure' => false,
    'secretsalt' => 'only-for-tests-on-this-machine',
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'timezone' => 'UTC',
    'logging.level' => 5,
    'logging.handler' => 'file',
    'enable.saml20-idp' => true,
    'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true],
    'language.available' => ['en'],
    'language.default' => 'en',
    'metadata.sources' => [['type' => 'flatfile', 'directory' => __DIR__ . '/metadata']],
    'theme.use' => 'default',
];
