package dev.offload.sample;

/** An order, as the database keeps it. */
record Order(long id, String item, int quantity) {}
