<?php
// Signed responses and log-outs, signed and encrypted assertions, signed requests only: what the portal asks for.
$metadata['__DYNAMIC:1__'] = [
    'host' => '__DEFAULT__',
    'privatekey' => 'idp.key',
    'certificate' => 'idp.pem',
    'auth' => 'people',
    'SingleSignOnServiceBinding' => [
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    ],
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'saml20.sign.response' => true,
    'saml20.sign.assertion' => true,
    'assertion.encryption' => true,
    'validate.authnrequest' => true,
    'redirect.validate' => true,
    'redirect.sign' => true,
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    'authproc' => [
        10 => [
            'class' => 'saml:AuthnContextClassRef',
            'AuthnContextClassRef' => 'http://id.elegnamnden.se/loa/1.0/loa3',
        ],
        20 => ['class' => 'saml:PersistentNameID', 'attribute' => 'uid'],
        // Whoever is called "avbryt" has changed their mind, as with BankID's own button.
        30 => [
            'class' => 'core:PHP',
            'code' => 'if (($attributes["uid"][0] ?? "") === "avbryt") {
                $status = \SAML2\Constants::STATUS_RESPONDER;
                $cancel = "http://id.elegnamnden.se/status/1.0/cancel";
                $error = new \SimpleSAML\Module\saml\Error($status, $cancel);
                \SimpleSAML\Auth\State::throwException($state, $error);
            }',
        ],
    ],
];
