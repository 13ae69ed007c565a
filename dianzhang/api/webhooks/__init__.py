"""Events sent out: who may see them has them posted to an address, signed, in their order."""
