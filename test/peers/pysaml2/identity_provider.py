"""pysaml2 as an identity provider for the tests: one form, no memory of who signed in before."""

import functools
import html
import json
import os
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

import saml2.entity
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NAME_FORMAT_URI
from saml2.server import Server
from saml2.sigver import SecurityContext, verify_redirect_signature

URL = os.environ["PEER_URL"]
DIR = os.environ["PEER_DIR"]
PEOPLE = json.loads(os.environ["PEER_PEOPLE"])
LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
CANCEL = "http://id.elegnamnden.se/status/1.0/cancel"
NUMBER = "urn:oid:1.2.752.29.4.13"
SIGNED = ("SAMLRequest", "RelayState", "SigAlg", "Signature")
SIGNING = {
    "sign_alg": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "digest_alg": "http://www.w3.org/2001/04/xmlenc#sha256",
}

# pysaml2 encrypts with Triple DES unless told otherwise, which the portal refuses.
saml2.entity.pre_encryption_part = functools.partial(
    saml2.entity.pre_encryption_part, msg_enc="http://www.w3.org/2001/04/xmlenc#aes256-cbc"
)
SecurityContext.encrypt_assertion = functools.partialmethod(
    SecurityContext.encrypt_assertion, key_type="aes-256"
)


def config(with_portal):
    settings = {
        "entityid": URL + "/metadata",
        "key_file": DIR + "/idp.key",
        "cert_file": DIR + "/idp.pem",
        "attribute_map_dir": os.path.join(os.path.dirname(__file__), "attributemaps"),
        "signing_algorithm": SIGNING["sign_alg"],
        "digest_algorithm": SIGNING["digest_alg"],
        "service": {
            "idp": {
                "endpoints": {"single_sign_on_service": [(URL + "/sso", BINDING_HTTP_REDIRECT)]},
                "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                "policy": {"default": {"name_form": NAME_FORMAT_URI, "lifetime": {"minutes": 5}}},
            }
        },
    }
    if with_portal:
        settings["metadata"] = {"local": [DIR + "/portal.xml"]}
    return IdPConfig().load(settings)


FORM = """<!doctype html><title>pysaml2</title><form method="post" action="/login">
<input type="hidden" name="SAMLRequest" value="{SAMLRequest}">
<input type="hidden" name="RelayState" value="{RelayState}">
<input type="hidden" name="Signature" value="{Signature}">
<input type="hidden" name="SigAlg" value="{SigAlg}">
<input name="username"><input name="password" type="password"><button>Login</button></form>"""


def answer(fields):
    """The signed response for whoever filled in the form, as a page that posts itself.

    The request's signature stands in the address (HTTP-Redirect), where pysaml2 does not look by itself.
    """
    idp = Server(config=config(with_portal=True))
    request = idp.parse_authn_request(fields["SAMLRequest"], BINDING_HTTP_REDIRECT)
    to = idp.response_args(request.message)
    certificates = idp.metadata.certs(to["sp_entity_id"], "spsso", "signing")
    sent = {name: fields[name] for name in SIGNED if fields.get(name)}
    if not any(verify_redirect_signature(sent, idp.sec.sec_backend, one) for one in certificates):
        raise ValueError("The request is not signed by the portal.")
    user = fields["username"]
    where = (to["in_response_to"], to["destination"])
    if user == "avbryt":
        response = idp.create_error_response(*where, (CANCEL, "Avbrutet"), sign=True, **SIGNING)
    else:
        response = idp.create_authn_response(
            {"personalIdentityNumber": PEOPLE[user][NUMBER]},
            *where,
            to["sp_entity_id"],
            name_id_policy=to["name_id_policy"],
            userid=user,
            authn={"class_ref": LOA3, "authn_auth": URL + "/metadata"},
            sign_response=True,
            sign_assertion=True,
            encrypt_assertion=True,
            **SIGNING,
        )
    relay_state = fields.get("RelayState", "")
    sent = idp.apply_binding(
        BINDING_HTTP_POST, str(response), to["destination"], relay_state, response=True
    )
    return sent["data"]


def fields_of(text):
    return {name: values[0] for name, values in parse_qs(text).items()}


def app(environ, start_response):
    page, kind = "", "text/html; charset=utf-8"
    if environ["PATH_INFO"] == "/metadata":
        page, kind = str(entity_descriptor(config(with_portal=False))), "application/xml"
    elif environ["PATH_INFO"] == "/sso":
        asked = {"RelayState": "", **fields_of(environ["QUERY_STRING"])}
        page = FORM.format(**{name: html.escape(value) for name, value in asked.items()})
    elif environ["PATH_INFO"] == "/login":
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        page = answer(fields_of(body))
    start_response("200 OK" if page else "404 Not Found", [("Content-Type", kind)])
    return [page.encode()]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    host, port = URL.removeprefix("http://").split(":")
    make_server(host, int(port), app, handler_class=Quiet).serve_forever()
