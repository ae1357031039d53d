package dev.adieu.websocket.impl;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records what one class logs, until it is closed. */
public final class LogOf implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    private LogOf(Class<?> type) {
        logger = Logger.getLogger(type.getName());
        logger.addHandler(handler);
    }

    /** Begins to record what a class logs. */
    public static LogOf the(Class<?> type) {
        return new LogOf(type);
    }

    /** Returns everything that was logged. */
    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** Returns the messages of level WARNING. */
    public List<String> warnings() {
        return records.stream()
                .filter(logged -> logged.getLevel() == Level.WARNING)
                .map(LogRecord::getMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
