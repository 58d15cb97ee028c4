"""What an organisation offers and has decided: asked here before anything is connected to."""
