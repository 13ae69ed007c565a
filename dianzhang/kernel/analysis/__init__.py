"""The arithmetic of the forms of analysis: funnels, cohorts, RFM, ABC, price bands, the age of stock."""
