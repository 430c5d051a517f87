<?php
// The people who can sign in; the test gives them as JSON: { "name:password": { "urn:oid:…": ["…"] } }.
$config = [
    'people' => ['exampleauth:UserPass'] + json_decode(getenv('PEER_PEOPLE'), true),
];
