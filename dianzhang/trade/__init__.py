"""Orders: reviewed, held, released, shipped, delivered, closed, refunded."""
