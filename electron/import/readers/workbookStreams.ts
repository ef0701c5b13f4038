/** The stream of a compound file that holds the workbook; of a file for old and new Excel, the newer one. */
export const WORKBOOK_STREAMS = ['Workbook', 'WORKBOOK', 'Book', 'BOOK'] as const;
