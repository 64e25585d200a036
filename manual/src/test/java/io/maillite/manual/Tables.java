package io.maillite.manual;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;

/** The options and headers of a component as tables, one for each group of options. */
final class Tables {
    private static final String HEAD = "|---|---|---|---|\n";

    private Tables() {}

    static String options(ComponentModel component) {
        Map<String, List<BaseOptionModel>> groups = component.getEndpointOptions().stream()
                .collect(Collectors.groupingBy(Tables::group, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> table("Option: " + group.getKey(), group.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Those that an endpoint does not have, and the names of those that only an endpoint has. */
    static String componentOptions(ComponentModel component) {
        Set<String> ofEndpoints = names(component.getEndpointOptions());
        Set<String> ofTheComponent = names(component.getComponentOptions());
        return table(
                        "Option of the component alone",
                        component.getComponentOptions().stream()
                                .filter(option -> !ofEndpoints.contains(option.getName()))
                                .toList())
                + ofEndpoints.stream()
                        .filter(name -> !ofTheComponent.contains(name))
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", ", "\nOf an endpoint alone: ", ".\n"));
    }

    private static Set<String> names(List<? extends BaseOptionModel> options) {
        return options.stream().map(BaseOptionModel::getName).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String headers(ComponentModel component) {
        return component.getEndpointHeaders().stream()
                .map(header -> "| `" + header.getName() + "` | `" + simple(header.getJavaType()) + "` | "
                        + text(header.getDescription()) + " |\n")
                .collect(Collectors.joining("", "| Header | Type | |\n|---|---|---|\n", ""));
    }

    private static String table(String title, List<? extends BaseOptionModel> options) {
        return options.stream()
                .map(Tables::row)
                .collect(Collectors.joining("", "| " + title + " | Default | Type | |\n" + HEAD, ""));
    }

    private static String row(BaseOptionModel option) {
        return "| `" + option.getName() + "` | " + standard(option) + " | " + type(option) + " | "
                + text(option.getDescription()) + " |\n";
    }

    private static String group(BaseOptionModel option) {
        return "path".equals(option.getKind()) ? "the path" : option.getGroup();
    }

    private static String standard(BaseOptionModel option) {
        if (option.getDefaultValue() != null) {
            return "`" + option.getDefaultValue() + "`";
        }
        return option.isRequired() ? "required" : "";
    }

    private static String type(BaseOptionModel option) {
        String type = option.getEnums() == null
                ? option.getType().equals("object") ? "`" + simple(option.getJavaType()) + "`" : option.getType()
                : option.getEnums().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        return option.isSecret() ? type + ", secret" : type;
    }

    /** Without the packages. */
    private static String simple(String javaType) {
        return javaType.replaceAll("[a-z0-9]+\\.", "");
    }

    /** As Markdown shows it, and not as it understands it. */
    private static String text(String description) {
        return description
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("*", "\\*");
    }
}
