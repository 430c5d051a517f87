<?php
// The portal, as its own metadata describes it; read anew so that the two can be started in any order.
$read = \SimpleSAML\Metadata\SAMLParser::parseString(file_get_contents(getenv('PEER_DIR') . '/portal.xml'));
$portal = $read->getMetadata20SP();
$metadata[$portal['entityid']] = $portal;
