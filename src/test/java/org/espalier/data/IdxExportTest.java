package org.espalier.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxExportTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException, Refused {
        Examples written = DrawnExamples.of(new ImageShape(5, 4, 1), 3, 30, 8);
        IdxExport.write(written, folder, "validation");
        Examples read = DataSets.named(folder.toString()).examples(Split.VALIDATION);
        int[] all = IntStream.range(0, 30).toArray();
        assertEquals(30, read.size());
        assertEquals(written.shape(), read.shape());
        assertArrayEquals(written.copyLabels(all, 0, 30), read.copyLabels(all, 0, 30));
        float[] expected = new float[30 * 20];
        float[] found = new float[30 * 20];
        written.copyTo(all, 0, 30, expected);
        read.copyTo(all, 0, 30, found);
        assertArrayEquals(expected, found);
    }

    @Test
    void colouredImagesHaveNoPlaceInTheFormat() {
        Examples coloured = DrawnExamples.of(new ImageShape(5, 4, 3), 3, 3, 8);
        assertThrows(IllegalArgumentException.class, () -> IdxExport.write(coloured, folder, "train"));
    }
}
