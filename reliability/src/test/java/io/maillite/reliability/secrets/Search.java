package io.maillite.reliability.secrets;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;

/** Looks for the secrets of a hoard in all that anybody could read of a login afterwards, and takes down where. */
final class Search {
    /** They do something, and tell nothing of endpoints. */
    private static final Set<String> NO_CONSOLES = Set.of("gc", "reload", "receive", "send", "thread", "jvm");

    /** So many leaks say where to look. */
    private static final int ENOUGH = 100;

    private final Hoard hoard;
    private final Map<String, Long> octets = new TreeMap<>();
    private final Set<String> leaks = new TreeSet<>();

    Search(Hoard hoard) {
        this.hoard = hoard;
    }

    /** Where was searched, and how many characters. */
    Map<String, Long> places() {
        return octets;
    }

    /** What was found. */
    Set<String> leaks() {
        return leaks;
    }

    void in(String place, @Nullable Object printed) {
        String text = "" + printed; // whose toString may be null
        octets.merge(place, (long) text.length(), Long::sum);
        hoard.found(text).stream()
                .filter(found -> leaks.size() < ENOUGH)
                .forEach(found -> leaks.add("[" + place + "] " + found));
    }

    /** An exception with its causes and whatever was suppressed, and all that it tells of itself. */
    void inException(Throwable failure) {
        in("exceptions", Throwables.getStackTrace(failure));
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            inObject("exceptions", each);
        }
    }

    /** {@code toString}, and what its public methods give that only read. */
    void inObject(String place, Object object) {
        in(place, object);
        if (!object.getClass().getName().startsWith("io.maillite.") || !(object instanceof Throwable)) {
            return;
        }
        for (Method method : object.getClass().getMethods()) {
            if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()) && reads(method)) {
                try {
                    in(place, rendered(method.invoke(object)));
                } catch (ReflectiveOperationException e) {
                    in(place, Throwables.getStackTrace(e));
                }
            }
        }
    }

    private static boolean reads(Method method) {
        return method.getReturnType() != void.class
                && !Set.of("notify", "notifyAll", "wait", "getClass", "hashCode", "fillInStackTrace")
                        .contains(method.getName());
    }

    /** All that shows itself of a context that runs. */
    void inContext(CamelContext context) throws Exception {
        inContext(context, true);
    }

    /** @param source whether to look where Camel prints the source text of routes, too */
    void inContext(CamelContext context, boolean source) throws Exception {
        if (source) {
            inJmx(context);
            inConsoles(context);
        }
        for (HealthCheck.Result result : HealthCheckHelper.invoke(context)) {
            in("health checks", result.getState() + " " + result.getMessage() + " " + rendered(result.getDetails()));
            result.getError().ifPresent(this::inException);
        }
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint.getEndpointUri().contains("lite:")) {
                inObject("toString", endpoint);
                inObject("toString", endpoint.createProducer());
                in("toString", endpoint.getClass().getMethod("getConfiguration").invoke(endpoint));
            }
        }
        for (Route route : context.getRoutes()) {
            inObject("toString", route);
            inObject("toString", route.getConsumer());
            route.getServices().forEach(service -> inObject("toString", service));
        }
    }

    private void inConsoles(CamelContext context) {
        DevConsoleRegistry registry = DevConsoleRegistry.get(context);
        registry.loadDevConsoles(true);
        for (DevConsole console : registry.stream().toList()) {
            for (DevConsole.MediaType type : DevConsole.MediaType.values()) {
                if (!NO_CONSOLES.contains(console.getId()) && console.supportMediaType(type)) {
                    in("dev console " + console.getId(), called(console, type));
                }
            }
        }
    }

    /** The one that browses has none to show of a mailbox that cannot be read. */
    private static Object called(DevConsole console, DevConsole.MediaType type) {
        try {
            return console.call(type, Map.of());
        } catch (IllegalStateException e) {
            return Throwables.getStackTrace(e);
        }
    }

    private void inJmx(CamelContext context) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String names = "org.apache.camel:context=" + context.getManagementName() + ",*";
        for (ObjectName name : server.queryNames(new ObjectName(names), null)) {
            in("JMX", name);
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    inJmx(() -> server.getAttribute(name, attribute.getName()));
                }
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (tells(operation)) {
                    String[] types = Arrays.stream(operation.getSignature())
                            .map(MBeanParameterInfo::getType)
                            .toArray(String[]::new);
                    for (boolean flag : new boolean[] {true, false}) {
                        Object[] flags = new Object[types.length];
                        Arrays.fill(flags, flag);
                        inJmx(() -> server.invoke(name, operation.getName(), flags, types));
                    }
                }
            }
        }
    }

    private void inJmx(java.util.concurrent.Callable<Object> reading) {
        try {
            in("JMX", rendered(reading.call()));
        } catch (Exception e) {
            in("JMX", Throwables.getStackTrace(e));
        }
    }

    /** Operations that say something and take at most a flag or two that say how. */
    private static boolean tells(MBeanOperationInfo operation) {
        return operation.getName().matches("(dump|list|get|explain|browse|show|information|properties|routes?|find).*")
                && Arrays.stream(operation.getSignature())
                        .allMatch(parameter -> parameter.getType().matches("boolean|java.lang.Boolean"));
    }

    private static String rendered(@Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                all.add(rendered(Array.get(value, i)));
            }
            return all.toString();
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(Search::rendered).toList().toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringBuilder all = new StringBuilder();
            map.forEach((key, each) ->
                    all.append(rendered(key)).append('=').append(rendered(each)).append('\n'));
            return all.toString();
        }
        return value instanceof Throwable failure ? Throwables.getStackTrace(failure) : String.valueOf(value);
    }
}
