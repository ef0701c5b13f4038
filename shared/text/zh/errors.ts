import type { ErrorCode } from '../../domain/errors.ts';
import type { Advice } from '../words.ts';

/** What happened, and what to do next. {{theFile}} is the file by name where it is known, else 这个文件. */
export const errors = {
  USAGE: {
    message: '这个操作的写法不对。',
    hint: '请检查命令或填写的内容；加上 --help 可以看到用法。',
    message_detail: '这个操作的写法不对：{{detail}}',
    'message_map-heading': '对应表里的“{{heading}}”在表头中不存在。',
    'hint_map-heading': '请照文件里的表头原样填写，或去掉这一项。',
    'message_map-field': '对应表里的字段“{{field}}”不存在。',
    'hint_map-field': '请使用规定的字段名，例如 studentNo（学号）、name（姓名）、idNumber（证件号码）。',
    'message_map-twice': '“{{other}}”和“{{heading}}”都对应到了同一个字段 {{field}}。',
    'hint_map-twice': '一个字段只能对应一列，请去掉其中一个。',
  },
  NOT_YET: {
    message: '这个版本还没有“{{feature}}”。',
    hint: '请等以后的版本；--help 可以看到现在有的功能。',
  },
  FILE_NOT_FOUND: {
    message: '找不到{{theFile}}。',
    hint: '请检查路径；文件可能被移动、改名，或所在的 U 盘、共享盘没有接上。',
  },
  FILE_UNREADABLE: {
    message: '{{theFile}}读不出来。',
    hint: '请确认没有被别的程序占用、您有权限打开它，再试一次。',
  },
  FILE_EMPTY: { message: '{{theFile}}是空的。', hint: '请重新导出或重新复制这个文件。' },
  FILE_ENCRYPTED: {
    message: '{{theFile}}有密码，打不开。',
    hint: '请用 Excel 或 WPS 打开，取消密码后另存，再导入；压缩包请先解压。',
    message_zip: '{{theFile}}是加了密码的压缩包，或在这样的压缩包里，打不开。',
    hint_zip: '请先用解压软件输入密码解压，再导入解压出来的文件夹。',
  },
  FILE_DAMAGED: {
    message: '{{theFile}}已损坏，读到一半读不下去。',
    hint: '请用 Excel 或 WPS 打开并另存为 .xlsx，或向发文件的人再要一份。',
    message_photo: '照片库里有一张照片已损坏。',
    hint_photo: '请从备份恢复，或重新导入这张照片。',
    message_checksum: '{{theFile}}里有内容校验不通过，可能没有下载完整。',
  },
  FILE_UNKNOWN: {
    message: '认不出{{theFile}}是什么文件。',
    hint: '名单请用 .xlsx 或 .csv，照片请用 .jpg、文件夹或 .zip。',
    message_pdf: '{{theFile}}是 PDF，里面的表格不能直接导入。',
    hint_pdf: '请向提供的人要 Excel 表格。',
    message_document: '{{theFile}}是文档，不是表格。',
    hint_document: '请把里面的表格复制到 Excel，另存为 .xlsx 后再导入。',
    message_image: '{{theFile}}是图片，不是表格。',
    hint_image: '如果是学生照片，请按“照片”导入。',
    message_archive: '{{theFile}}是打不开的压缩包。',
    hint_archive: '请先解压，或改存为 .zip。',
    message_executable: '{{theFile}}是程序，不是表格或照片。',
    hint_executable: '请不要打开来路不明的程序，向提供的人核实。',
    message_folder: '{{theFile}}是文件夹，这里需要一个文件。',
    hint_folder: '请选文件夹里的文件；照片可以按文件夹导入。',
  },
  FILE_FORMAT_UNSUPPORTED: {
    message: '{{theFile}}的格式（{{format}}）暂时读不了。',
    hint: '请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。',
  },
  FILE_TOO_LARGE: {
    message: '{{theFile}}太大，超过了能处理的范围。',
    hint: '请拆成几个文件（例如按学院）分别导入。',
    message_entries: '{{theFile}}里的文件太多，超过 {{limit}} 个。',
    hint_entries: '请分成几个压缩包或文件夹分别导入。',
  },
  FILE_UNSAFE: {
    message: '{{theFile}}的内容不正常，可能有害，没有读取。',
    hint: '请向提供的人核实来源；确认无误的话，用 Excel 或 WPS 另存一份再导入。',
    message_ratio: '{{theFile}}解压后大得不正常，没有读取。',
    message_link: '{{theFile}}是指向别处的链接，没有读取。',
  },
  FILE_NO_ROWS: {
    message: '{{theFile}}里没有数据。',
    message_folder: '{{theFile}}里没有表格。',
    hint: '请确认选对了工作表，表头下面有学生；有的系统导出的是空表，请重新导出。',
  },
  FILE_NO_HEADER: {
    message: '在{{theFile}}里找不到表头。',
    message_cards: '{{theFile}}是学籍卡片（一名学生一张，左边写项目、右边写内容），不是名单。',
    hint: '表头至少要有“姓名”和“学号”“考生号”或“身份证号”中的一个；也可以手工指定表头在第几行。',
    hint_cards: '请从系统里导出“名单”或“花名册”（一行一名学生，第一行是列名）后再导入。',
  },
  SHEET_NOT_FOUND: {
    message: '{{theFile}}里没有名为“{{sheet}}”的工作表。',
    hint: '请检查工作表名称，或不指定，让程序选第一个。',
  },
  FILE_NOT_WRITABLE: {
    message: '{{theFile}}写不进去。',
    hint: '请检查文件夹是否存在、是否有权限、磁盘是否已满，以及文件是否正被 Excel 打开。',
  },
  STORE_IN_USE: {
    message: '数据正被另一个程序使用。',
    hint: '请关掉另一个窗口或等正在进行的导入结束，再试一次。',
  },
  STORE_NEWER: {
    message: '这份数据是用更新版本的程序保存的，本版本打不开。',
    hint: '请安装最新版本后再打开；数据没有被改动。',
  },
  STORE_DAMAGED: {
    message: '数据文件已损坏。',
    hint: '请不要删除任何文件；从“备份”恢复最近的一份，或联系技术人员。',
    message_photo: '照片库里有一张照片已损坏。',
    hint_photo: '其余数据不受影响。请重新导入这张照片，或从备份恢复。',
  },
  STORE_LOCKED: { message: '数据已加密，还没有解锁。', hint: '请输入口令；忘记口令时可用打印的恢复密钥。' },
  STORE_NOT_EMPTY: {
    message: '这里已经有数据了。',
    hint: '示例数据只能放进空的数据文件夹；请用 --data 指定一个新文件夹。',
  },
  STORE_MISSING: {
    message: '这个文件夹里还没有数据。',
    hint: '请先用 init 建立，或检查 --data 指定的文件夹是否正确。',
  },
  STALE_PLAN: {
    message: '预览之后数据又有了变化，为稳妥起见没有导入。',
    hint: '请重新预览一次，确认后再导入。',
  },
  NOT_FOUND: {
    message: '找不到要处理的内容，可能已被删除。',
    hint: '请刷新后再试。',
    message_campaign: '找不到这个核对批次。',
    message_batch: '找不到这次导入。',
    message_student: '找不到这位学生。',
  },
  CANCELLED: { message: '已取消，没有改动任何数据。', hint: '需要时可以重新开始。' },
  CAMPAIGN_CLOSED: { message: '这个核对批次已经结束，不能再改。', hint: '如确需修改，请先重新打开该批次。' },
  BATCH_UNDONE: { message: '这次导入已经撤销过了。', hint: '不需要再操作；如要恢复，请重新导入原文件。' },
  INTERNAL: {
    message: '程序出了问题，没有完成这一步。',
    hint: '请再试一次；如果还是这样，请把编号告诉技术人员。您的数据没有丢失。',
    message_incident: '程序出了问题，没有完成这一步（编号 {{incident}}）。',
  },
} as const satisfies Advice<ErrorCode>;
