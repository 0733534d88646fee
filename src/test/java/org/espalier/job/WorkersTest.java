package org.espalier.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void everyItemIsDoneOnce() throws JobCancelled {
        for (int lanes : new int[] {1, 2, 5}) {
            try (Workers workers = new Workers(lanes)) {
                AtomicIntegerArray times = new AtomicIntegerArray(100);
                workers.each(3, 100, 9, (lane, item) -> times.incrementAndGet(item), Progress.NONE);
                for (int i = 0; i < 100; i++) {
                    assertEquals(i < 3 ? 0 : 1, times.get(i));
                }
            }
        }
    }

    @Test
    void lanesRunSideBySideAndNeverMoreThanAsked() throws JobCancelled {
        try (Workers workers = new Workers(3)) {
            CountDownLatch both = new CountDownLatch(2);
            Set<Integer> lanes = ConcurrentHashMap.newKeySet();
            workers.each(
                    0,
                    2,
                    2,
                    (lane, item) -> {
                        lanes.add(lane);
                        both.countDown();
                        assertTrue(await(both), "the other lane runs at the same time");
                    },
                    Progress.NONE);
            assertEquals(Set.of(0, 1), lanes);
        }
    }

    /** All four are within an item when the one that reports is told to stop; the others go on once it waits for them. */
    @Test
    void cancellingReturnsOnceAllHaveStopped() throws InterruptedException {
        CountDownLatch within = new CountDownLatch(4);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Workers workers = new Workers(4)) {
            Workers.Part part = (lane, item) -> {
                within.countDown();
                assertTrue(await(lane == 0 ? within : goOn));
                done.incrementAndGet();
            };
            Progress cancels = (now, total) -> {
                if (now > 0) {
                    cancelled.countDown();
                    throw new JobCancelled();
                }
            };
            Thread caller = new Thread(
                    () -> thrown.set(assertThrows(JobCancelled.class, () -> workers.each(0, 1_000, 4, part, cancels))));
            caller.start();
            assertTrue(await(cancelled));
            while (caller.getState() != Thread.State.WAITING) {
                assertTrue(caller.isAlive(), "it waits for the others");
                Thread.onSpinWait();
            }
            assertEquals(1, done.get());
            goOn.countDown();
            caller.join();
            assertInstanceOf(JobCancelled.class, thrown.get());
            assertEquals(4, done.get(), "each has stopped behind the item it was at");
        }
    }

    @Test
    void aFailureOnAnyThreadStopsAllAndIsTold() throws JobCancelled {
        try (Workers workers = new Workers(2)) {
            for (int failing : new int[] {0, 1, 50}) {
                RuntimeException failure = assertThrows(
                        RuntimeException.class,
                        () -> workers.each(
                                0,
                                100,
                                2,
                                (lane, item) -> {
                                    if (item == failing) {
                                        throw new IllegalArgumentException("item " + item);
                                    }
                                },
                                Progress.NONE));
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                assertEquals("item " + failing, cause.getMessage());
            }
            AtomicInteger done = new AtomicInteger();
            workers.each(0, 10, 2, (lane, item) -> done.incrementAndGet(), Progress.NONE);
            assertEquals(10, done.get(), "it can be used again");
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
