/** What Quarkus is told of the {@code smtplite} component when it builds an application. */
@NullMarked
package io.maillite.camel.smtp.quarkus;

import org.jspecify.annotations.NullMarked;
