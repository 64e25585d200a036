package io.maillite.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an IDE completes for a starter is what the component's metadata says: names, types, defaults, words, values. */
class StarterPropertiesTest {
    private static final Map<String, String> TYPES = Map.of(
            "boolean", "java.lang.Boolean",
            "int", "java.lang.Integer",
            "long", "java.lang.Long");

    static Stream<Arguments> options() {
        return Components.ALL.stream().flatMap(component -> component.options().stream()
                .map(option -> Arguments.of(component, component.property(option), option)));
    }

    static List<Components> components() {
        return Components.ALL;
    }

    @ParameterizedTest
    @MethodSource("components")
    void aPropertyForEachOptionAndNoOther(Components component) {
        Set<String> expected =
                component.options().stream().map(component::property).collect(Collectors.toSet());
        expected.add(component.prefix() + "enabled");
        expected.add(component.prefix() + "customizer.enabled");

        assertThat(component.metadata().properties().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("options")
    void aPropertyIsAsTheOption(Components component, String name, ComponentOptionModel option) {
        Map<String, Object> property = component.metadata().properties().get(name);

        assertThat(property.get("type")).isEqualTo(typeOf(option));
        assertThat(property.get("description")).isEqualTo(option.getDescription() + hintAtBean(option));
        assertThat(String.valueOf(property.get("defaultValue"))).isEqualTo(String.valueOf(option.getDefaultValue()));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("options")
    void whatMayBeWrittenIsOffered(Components component, String name, ComponentOptionModel option) {
        boolean saidByTheType = typeOf(option).startsWith("io.maillite.");
        Set<String> offered = new TreeSet<>(component.metadata().offered(name));

        assertThat(offered)
                .containsExactlyInAnyOrderElementsOf(
                        option.getEnums() == null || saidByTheType ? List.of() : option.getEnums());
    }

    @Test
    void theyCanBeSwitchedOff() {
        for (Components component : Components.ALL) {
            for (String name : List.of("enabled", "customizer.enabled")) {
                assertThat(component.metadata().properties().get(component.prefix() + name))
                        .containsEntry("defaultValue", true)
                        .extractingByKey("description")
                        .asString()
                        .isNotBlank();
            }
        }
    }

    /** A bean is named, by its name. */
    private static String typeOf(ComponentOptionModel option) {
        if (option.getType().equals("object")) {
            return "java.lang.String";
        }
        if (option.getType().equals("enum") && option.getJavaType().startsWith("io.maillite.")) {
            return option.getJavaType().replaceAll("\\.(\\p{Lu}\\w*)\\.(\\p{Lu}\\w*)$", ".$1\\$$2"); // a nested class
        }
        return TYPES.getOrDefault(option.getJavaType(), option.getJavaType());
    }

    private static String hintAtBean(ComponentOptionModel option) {
        return option.getType().equals("object") && !option.getJavaType().equals("java.lang.Object")
                ? " The name of a bean, #name, of type " + option.getJavaType().replaceAll("<.*", "") + "."
                : "";
    }
}
