/** What is measured, in turns: a scenario, its peers, round by round. */
@NullMarked
package io.maillite.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
