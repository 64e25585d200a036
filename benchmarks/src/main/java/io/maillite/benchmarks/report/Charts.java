package io.maillite.benchmarks.report;

import java.awt.Color;
import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.w3c.dom.Document;

/** Draws bars as SVG, over a logarithmic axis: what matters are ratios. */
final class Charts {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int WIDTH = 860;
    private static final int HEIGHT = 360;
    private static final Color BAR = new Color(0x2f6f9f);

    private Charts() {}

    static void write(Bars bars, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(bars.title())
                .yAxisTitle(bars.unit())
                .theme(ChartTheme.GGPlot2)
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisLogarithmic(true);
        // A logarithmic axis cannot start at 0, where bars do: so at the power of ten below the smallest.
        chart.getStyler().setYAxisMin(Math.pow(10, Math.ceil(Math.log10(Collections.min(bars.values())) - 1)));
        chart.getStyler().setDecimalPattern("#,##0.#");
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setSeriesColors(new Color[] {BAR});
        chart.getStyler().setLabelsVisible(true);
        chart.addSeries(bars.unit(), bars.names(), bars.values());
        SVGGraphics2D graphics = new SVGGraphics2D(document());
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        chart.paint(graphics, WIDTH, HEIGHT);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer out = Files.newBufferedWriter(file)) {
            graphics.stream(out, true);
        }
    }

    private static Document document() throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IOException(e);
        }
    }
}
