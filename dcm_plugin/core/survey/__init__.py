"""Field survey of components and events: forms, symbols, checks, samples and acceptance."""
