/**
 * What the invoice inboxes in Spring Boot and in Quarkus have in common: steps of a route, in plain Java, and the
 * servers to show them with. Knows Camel, and neither of the two.
 */
@NullMarked
package io.maillite.examples.invoices;

import org.jspecify.annotations.NullMarked;
