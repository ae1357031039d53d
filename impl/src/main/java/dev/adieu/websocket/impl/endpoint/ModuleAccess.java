package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.DeploymentException;
import java.lang.reflect.Modifier;
import org.glassfish.tyrus.core.AnnotatedEndpoint;

/** Checks that the methods of an endpoint's class can be called. */
final class ModuleAccess {

    private ModuleAccess() {}

    /**
     * Checks that a class in a named module is open to the module that calls its methods.
     *
     * @throws DeploymentException if its package is neither exported nor opened; it names the line to add
     */
    static void check(Class<?> type) throws DeploymentException {
        Module caller = AnnotatedEndpoint.class.getModule();
        Module module = type.getModule();
        String packageName = type.getPackageName();
        boolean exported = Modifier.isPublic(type.getModifiers()) && module.isExported(packageName, caller);
        if (!exported && !module.isOpen(packageName, caller)) {
            throw new DeploymentException("The methods of " + type.getName() + " cannot be called: module "
                    + module.getName() + " does not open the package to module " + caller.getName()
                    + ". Add \"opens " + packageName + ";\" to its module-info.java");
        }
    }
}
