"""Whether a message comes from whom it says: base64 of HMAC-SHA256 over the body exactly as it came.

Shopify: https://shopify.dev/docs/apps/build/webhooks/subscribe/https ; WooCommerce: its documentation of webhooks.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

PLATFORMS = {"shopify": "Shopify", "woocommerce": "WooCommerce"}
SIGNATURES = {"shopify": "X-Shopify-Hmac-Sha256", "woocommerce": "X-WC-Webhook-Signature"}
# WooCommerce's X-WC-Webhook-Delivery-ID is none: all that a webhook sends within a second share it.
KEY_HEADERS = {"shopify": "X-Shopify-Webhook-Id"}
TOPICS = {"shopify": "X-Shopify-Topic", "woocommerce": "X-WC-Webhook-Topic"}
_PING = re.compile(rb"webhook_id=\d{1,18}")


def genuine(secret: str, body: bytes, signature: str) -> bool:
    """Compared in constant time, so that nobody can find a signature byte by byte."""
    made = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(made, signature.strip().encode("utf-8", "replace"))


def is_ping(platform: str, body: bytes) -> bool:
    """WooCommerce's first message: no order, not signed, only to see whether somebody answers."""
    return platform == "woocommerce" and _PING.fullmatch(body.strip()) is not None
