"""What the reader and the page view share: note cards, the writes behind them, the keys and the bar for marking."""
