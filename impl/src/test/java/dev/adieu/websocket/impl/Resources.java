package dev.adieu.websocket.impl;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The resources that this process uses at the moment. */
public final class Resources {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Resources() {}

    /** Returns the threads of the provider. */
    public static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(adieu|globalEventExecutor)-.*"))
                .toList();
    }

    /**
     * Returns the number of open sockets, selectors and pipes; not of files, which class loaders open at any time.
     * Known on Linux only, where it is also checked.
     */
    public static long descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.filter(Resources::isNoFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNoFile(Path descriptor) {
        try {
            return !Files.readSymbolicLink(descriptor).isAbsolute();
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** Bytes on the heap that are in use after a collection. */
    public static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Bytes outside the heap that Netty's allocator holds, in use or for later. */
    public static long direct() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
