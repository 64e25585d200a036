package io.maillite.examples.quickstart;

import org.jspecify.annotations.Nullable;

/**
 * A message that came back.
 *
 * @param sha256 of what is under the trace fields
 * @param traceOctets how many octets the server put on top
 * @param traceFields the names of the fields that it put there
 * @param difference where it is not what was sent; null if it is
 */
record Arrival(
        String sha256,
        long traceOctets,
        String traceFields,
        @Nullable String difference) {}
