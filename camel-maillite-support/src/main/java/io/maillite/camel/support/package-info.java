/** What both components share. Knows the client and Camel, and neither component. */
@NullMarked
package io.maillite.camel.support;

import org.jspecify.annotations.NullMarked;
