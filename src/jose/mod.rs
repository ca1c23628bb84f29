//! JOSE: what FranceConnect+ uses of it, and nothing else.
