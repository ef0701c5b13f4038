export const mapFile = {
  read: '读入对应文件',
  readHelp: '照保存过的、或命令行 --map 用的文件对应各列，只用于这一次',
  save: '保存为对应文件',
  saveHelp: '把现在的对应存成文件，下次在这里读入，或给命令行 --map 用',
  took_other: '已照“{{file}}”对应 {{count}} 列',
  otherKind: '“{{file}}”是给{{kind}}用的，请核对各列。',
} as const;
