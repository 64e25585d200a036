/** An invoice inbox in Spring Boot: by subject to folders, attachments unpacked, an answer sent. */
@NullMarked
package io.maillite.examples.springboot;

import org.jspecify.annotations.NullMarked;
