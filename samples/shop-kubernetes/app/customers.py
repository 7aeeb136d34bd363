"""Customers on the internet: an order every two seconds, from each ADDRESS given in turn."""

import http.client
import itertools
import ssl
import sys
import time

trust = ssl.create_default_context(cafile="/app/tls/gateway.crt")
for number, address in enumerate(itertools.cycle(sys.argv[1:]), start=1):
    shop = http.client.HTTPSConnection(
        "shop.example.com", timeout=10, context=trust, source_address=(address, 0))
    try:
        shop.request("POST", "/orders", body=b"{}")
        print(f"order {number} from {address}: {shop.getresponse().status}", flush=True)
    except OSError as problem:
        print(f"order {number} from {address}: {problem}", flush=True)
    finally:
        shop.close()
    time.sleep(2)
