"""The page view: a PDF as it is printed, with highlights and notes on its pages."""
