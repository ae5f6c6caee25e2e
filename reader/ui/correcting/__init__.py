"""Correcting recognised text in the window: typing over a paragraph, places alike, the ledger, print beside correction."""
