"""Lines of invoices, sales and cancellations together in one ledger (as Online Retail II has them), into orders."""

from .file import InvoiceFile, of_parquet, of_text

__all__ = ["InvoiceFile", "of_parquet", "of_text"]
