"""How the database grew, step by step; `schema.sql` is where the steps lead, for a new data folder."""
