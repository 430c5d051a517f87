"""Names of the Swedish eID attributes that pysaml2 does not know."""

NUMBER = "urn:oid:1.2.752.29.4.13"
MAP = {
    "identifier": "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
    "fro": {NUMBER: "personalIdentityNumber"},
    "to": {"personalIdentityNumber": NUMBER},
}
