package io.maillite.examples.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to do.
 *
 * @param messages the folder whose {@code .eml} files are sent
 * @param largeOctets size of one more that is made on the fly, or 0
 * @param work where what was sent and what came back is left
 * @param timeout after which a message that has not come back is missing
 * @param account of a mail server, or null to start one in this process
 */
record Settings(
        Path messages,
        long largeOctets,
        Path work,
        Duration timeout,
        @Nullable Account account) {}
