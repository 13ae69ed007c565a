"""竞品和市场: what others sell beside our articles, seen day by day, and figures of the market with their source."""
