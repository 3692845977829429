package dev.offload;

import java.time.Duration;

/**
 * What an {@link Offloader} is doing, and has done so far.
 *
 * @param running calls that run now
 * @param queued calls that wait for a thread; cancelled ones do not count
 * @param ended calls that have run, whatever came of it
 * @param cancelled calls whose future was settled from outside before they had ended
 * @param rejected calls that were not taken
 * @param longestRunning how long the oldest of the running calls has been running; zero if there is
 *     none
 */
public record OffloaderStats(
    int running, int queued, long ended, long cancelled, long rejected, Duration longestRunning) {}
