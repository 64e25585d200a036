/**
 * The {@code pop3lite} component in an application of Spring Boot: its options as typed properties. Knows the component
 * and Camel's Spring Boot.
 */
@NullMarked
package io.maillite.camel.pop3.springboot;

import org.jspecify.annotations.NullMarked;
