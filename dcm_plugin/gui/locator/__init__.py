"""The locator bar (Ctrl+K): addresses, places, codes."""
