import type { Advice } from '../words.ts';

/** What is said of files that can’t be read or written. */
export const fileErrors = {
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
    message: '{{theFile}}设了密码，需要密码才能打开。',
    hint: '请输入打开它的密码（命令行用 --password-file）；没有密码请问发文件的人。也可以用 Excel 或 WPS 取消密码后另存再导入。',
    message_zip: '{{theFile}}是加了密码的压缩包，或在这样的压缩包里，需要密码才能打开。',
    hint_zip: '请输入解压密码（命令行用 --password-file）；也可以先解压，再导入解压出来的文件夹。',
  },
  FILE_PASSWORD_WRONG: {
    message: '{{theFile}}的密码不对。',
    hint: '请检查大小写、全角半角和前后空格，再输一次；还是不对请问发文件的人。',
  },
  FILE_ENCRYPTION_UNKNOWN: {
    message: '{{theFile}}的加密方式本程序打不开，有密码也不行。',
    hint: '请用 Excel 或 WPS 打开，取消密码后另存为 .xlsx，再导入。',
    message_rights: '{{theFile}}受权限管理（IRM）保护，本程序打不开。',
    hint_ods: '请用 LibreOffice 打开，取消密码后另存为 .xlsx，再导入。',
    hint_rights: '请有权限的人用 Excel 打开，取消“限制访问”后另存，再导入。',
    message_zip: '{{theFile}}的加密方式本程序打不开，有密码也不行。',
    hint_zip: '请先用解压软件输入密码解压，再导入解压出来的文件夹。',
  },
  FILE_DAMAGED: {
    message: '{{theFile}}已损坏，读到一半读不下去。',
    hint: '请用 Excel 或 WPS 打开并另存为 .xlsx，或向发文件的人再要一份。',
    message_photo: '照片库里有一张照片已损坏。',
    hint_photo: '请从备份恢复，或重新导入这张照片。',
    message_evidence: '{{theFile}}已损坏，打不开。',
    hint_evidence: '请重新扫描或拍照，再放进来。',
    message_checksum: '{{theFile}}里有内容校验不通过，可能没有下载完整。',
    message_backup: '{{theFile}}是已损坏的备份，没有恢复，现有数据没有变。',
    hint_backup: '请换一份备份；在别的盘上还有同一份的，用那一份。请不要删除损坏的这份。',
  },
  FILE_UNKNOWN: {
    message: '认不出{{theFile}}是什么文件。',
    hint: '名单请用 Excel、WPS 表格或 .csv，照片请用 .jpg、文件夹或 .zip。',
    message_backup: '{{theFile}}不是本程序的备份。',
    hint_backup:
      '请选 xueji backup 写出的文件，或自动备份的文件夹；如果就是它，可能没有复制完整，请重新复制。',
    message_evidence: '{{theFile}}不是能当材料的文件。',
    hint_evidence: '请放图片（JPG、PNG、WebP、TIFF）或 PDF。',
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
    message_presentation: '{{theFile}}是演示文稿，不是表格。',
    hint_presentation: '请向提供的人要 Excel 表格。',
    message_ofd: '{{theFile}}是 OFD 版式文件，里面的表格不能直接导入。',
    hint_ofd: '请向提供的人要 Excel 表格。',
    message_numbers: '{{theFile}}是苹果电脑的 Numbers 或 Pages 文件，读不了。',
    hint_numbers: '请在苹果电脑上打开，用“文件 > 导出到 > Excel”存为 .xlsx 后再导入。',
    message_database: '{{theFile}}是数据库（如 Access），不是表格。',
    hint_database: '请在 Access 等程序里把要用的表导出为 .xlsx 或 .csv 后再导入。',
    message_shortcut: '{{theFile}}只是一个快捷方式，表格本身不在里面。',
    hint_shortcut: '请找到它指向的原文件再导入；如果是别人发来的，请让对方重新发原文件。',
    'message_lock-file': '{{theFile}}是 Excel 或 WPS 打开表格时留下的临时文件，里面没有数据。',
    'hint_lock-file': '请选名字前面没有“~$”的那个文件。',
    'message_login-page': '{{theFile}}其实是系统的登录页面，不是名单。',
    'hint_login-page': '多半是导出时登录已经过期。请重新登录系统，再导出一次。',
    message_xml: '{{theFile}}是 XML 数据，不是表格。',
    hint_xml: '请用导出它的系统另外导出 Excel 表格。',
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
    message_backup: '{{theFile}}里有备份不该有的内容，没有恢复，现有数据没有变。',
    hint_backup: '这可能不是本程序写出的文件，请核实来源，换一份备份。',
    message_link: '{{theFile}}是指向别处的链接，没有读取。',
  },
  FILE_NO_ROWS: {
    message: '{{theFile}}里没有数据。',
    message_folder: '{{theFile}}里没有表格。',
    hint: '请确认选对了工作表，表头下面有学生；有的系统导出的是空表，请重新导出。',
  },
  FILE_NO_HEADER: {
    message: '在{{theFile}}里找不到表头。',
    message_words: '在{{theFile}}里找不到词典的列名。',
    message_cases: '在{{theFile}}里找不到学号、考生号或证件号码一列。',
    message_cards: '{{theFile}}是学籍卡片（一名学生一张，左边写项目、右边写内容），不是名单。',
    hint: '表头至少要有“姓名”和“学号”“考生号”或“身份证号”中的一个；也可以手工指定表头在第几行。表里本来就没有列名的，请选“没有表头”（命令行用 --header-row 0），再逐列指定各是什么。',
    hint_words: '第一行要有“字段”“原文”“含义”三列；可以先导出词典，照它的样子填写。',
    hint_cases:
      '第一行要有学号、考生号或证件号码，其余各列用表单项目的名称，要改的内容写成“更正姓名”这样的列名。',
    hint_cards: '请从系统里导出“名单”或“花名册”（一行一名学生，第一行是列名）后再导入。',
  },
  SHEET_NOT_FOUND: {
    message: '{{theFile}}里没有名为“{{sheet}}”的工作表。',
    hint: '请检查工作表名称，或不指定，让程序选第一个。',
  },
  FILE_NOT_WRITABLE: {
    message: '{{theFile}}写不进去。',
    hint: '请检查文件夹是否存在、是否有权限、磁盘是否已满，以及文件是否正被 Excel 打开。',
    message_full: '磁盘已满，{{theFile}}写不进去。',
    hint_full: '请清理磁盘，或换到另一块硬盘。',
    message_exists: '{{theFile}}已经有了，没有覆盖。',
    hint_exists: '请换一个文件名或文件夹；确定不要了，先删掉旧的。',
    message_reread: '{{theFile}}写好后读回来不一样。',
    hint_reread: '这个 U 盘或磁盘不可靠，请换一个；没有留下不完整的文件。',
  },
} as const satisfies Advice<
  | 'FILE_NOT_FOUND'
  | 'FILE_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FILE_ENCRYPTED'
  | 'FILE_PASSWORD_WRONG'
  | 'FILE_ENCRYPTION_UNKNOWN'
  | 'FILE_DAMAGED'
  | 'FILE_UNKNOWN'
  | 'FILE_FORMAT_UNSUPPORTED'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNSAFE'
  | 'FILE_NO_ROWS'
  | 'FILE_NO_HEADER'
  | 'SHEET_NOT_FOUND'
  | 'FILE_NOT_WRITABLE'
>;
