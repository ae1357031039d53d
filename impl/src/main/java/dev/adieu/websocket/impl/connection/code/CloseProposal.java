package dev.adieu.websocket.impl.connection.code;

import dev.adieu.websocket.impl.closing.CloseBody;
import java.util.concurrent.Callable;

/**
 * What is to be sent where the application named no code.
 *
 * @param standard what is sent unless the application's strategy says otherwise in time
 * @param strategy asks the application; {@code null} if there is nobody to ask
 */
public record CloseProposal(CloseBody standard, Callable<CloseBody> strategy) {}
