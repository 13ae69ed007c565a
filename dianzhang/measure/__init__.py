"""The catalogue of measures and the facts behind them."""
