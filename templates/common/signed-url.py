# Prints an address by which anybody may read (GET) or write (PUT) one object of S3 for five minutes: python3 signed-url.py METHOD
# REGION BUCKET KEY, with the keys on standard input, as the metadata service or the token service of AWS has them. Signature Version 4
# in the query, as "Authenticating Requests: Using Query Parameters" of the Amazon S3 API reference has it.
import datetime
import hashlib
import hmac
import json
import sys
import urllib.parse
import xml.etree.ElementTree


def digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def quoted(text, safe=""):
    return urllib.parse.quote(text, safe=safe)


def keys_in(answer):
    """The keys in JSON, or in XML, which has another name for the token."""
    if answer.lstrip().startswith(b"{"):
        return json.loads(answer)
    lent = {element.tag.rpartition("}")[2]: element.text for element in xml.etree.ElementTree.fromstring(answer).iter()}
    return {"Token" if name == "SessionToken" else name: value for name, value in lent.items()}


method, region, bucket, name = sys.argv[1:]
lent = keys_in(sys.stdin.buffer.read())
missing = {"AccessKeyId", "SecretAccessKey", "Token"} - lent.keys()
if missing:
    sys.exit("no " + ", ".join(sorted(missing)) + " in the answer")

host = f"{bucket}.s3.{region}.amazonaws.com"
path = quoted("/" + name, safe="/")
now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
scope = f"{now[:8]}/{region}/s3/aws4_request"
asked = {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": f"{lent['AccessKeyId']}/{scope}",
    "X-Amz-Date": now,
    "X-Amz-Expires": "300",
    "X-Amz-Security-Token": lent["Token"],
    "X-Amz-SignedHeaders": "host",
}
query = "&".join(f"{key}={quoted(value)}" for key, value in sorted(asked.items()))
request = "\n".join([method, path, query, f"host:{host}\n", "host", "UNSIGNED-PAYLOAD"])
signed = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(request.encode()).hexdigest()])
key = ("AWS4" + lent["SecretAccessKey"]).encode()
for part in scope.split("/"):
    key = digest(key, part)
print(f"https://{host}{path}?{query}&X-Amz-Signature={digest(key, signed).hex()}")
