/**
 * The promises as evidence that anyone can run again, each in a package of its own: what is tried, how often, and what
 * was lost, doubled or leaked. Knows everything that users know, and the test kit; nobody knows it.
 */
@NullMarked
package io.maillite.reliability;

import org.jspecify.annotations.NullMarked;
