"""Parcels of before: each belongs where its order does, is as far as was known, and holds all that its order is."""

from django.db import migrations

OF_ORDER = """
UPDATE trade_parcel SET
    shop_id = (SELECT shop_id FROM trade_order WHERE trade_order.id = trade_parcel.order_id),
    unit_id = (SELECT unit_id FROM trade_order WHERE trade_order.id = trade_parcel.order_id),
    status = CASE WHEN delivered_at IS NULL THEN 'shipped' ELSE 'delivered' END
"""
APART = """
INSERT INTO trade_parcelpiece (parcel_id, order_id, line, sku_id, pieces)
SELECT p.id, p.order_id, x.line, x.sku_id, SUM(x.pieces)
FROM trade_parcel p JOIN trade_orderpiece x ON x.order_id = p.order_id
GROUP BY p.id, p.order_id, x.line, x.sku_id
"""
WHOLE = """
INSERT INTO trade_parcelpiece (parcel_id, order_id, line, sku_id, pieces)
SELECT p.id, p.order_id, l.number, l.sku_id, l.quantity
FROM trade_parcel p JOIN trade_orderline l ON l.order_id = p.order_id
WHERE l.quantity > 0 AND NOT EXISTS (
    SELECT 1 FROM trade_orderpiece x WHERE x.order_id = l.order_id AND x.line = l.number
)
"""


class Migration(migrations.Migration):
    dependencies = [("trade", "0020_parcels")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (OF_ORDER, APART, WHOLE)]
