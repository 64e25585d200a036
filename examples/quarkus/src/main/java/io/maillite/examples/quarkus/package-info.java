/** An invoice inbox in Quarkus, smaller than the one in Spring Boot. */
@NullMarked
package io.maillite.examples.quarkus;

import org.jspecify.annotations.NullMarked;
