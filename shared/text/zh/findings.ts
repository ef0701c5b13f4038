import type { FindingCode } from '../../domain/findings.ts';
import type { Sentences } from '../words.ts';

/**
 * What is odd, and what to do next. Gaps: {{column}} the heading in the file, {{field}} our label of the field,
 * {{value}}, {{suggestion}}, and the params of the finding. Identity numbers are not repeated in sentences: the
 * row and the column tell which one it is.
 */
export const findings = {
  ID_DIGITS_LOST:
    '“{{column}}”在表格里变成了数字，第 15 位以后的数已经丢失，这个号码没有采用。请把该列设成“文本”格式后重新填写，或从原系统重新导出再导入。',
  ID_DIGITS_LOST_plausible:
    '“{{column}}”以 000 结尾且校验不通过，多半是在表格里被当成数字截断了，没有采用。请从原系统重新导出，并把该列设成“文本”格式。',
  ID_DIGITS_LOST_column:
    '“{{column}}”整列 {{total}} 个号码里有 {{count}} 个以 000 结尾，这一列很可能在表格里丢过位数，校验通过的也不可靠。请从原系统重新导出（该列设成“文本”）再导入。',
  ID_DIGITS_LOST_distrusted:
    '“{{column}}”以 000 结尾；这一列有很多号码丢过位数，校验通过也不能证明它没有被截断，没有采用。请从原系统重新导出，并把该列设成“文本”格式。',
  ID_DIGITS_LOST_repaired:
    '“{{column}}”在表格里丢了末尾几位，已按{{sourceName}}里的唯一匹配（前 15 位加{{byName}}）补全，并记入变更日志。',
  ID_LENGTH_WRONG:
    '“{{column}}”的位数或写法不对：居民身份证号应为 18 位。这个号码没有采用，请对照证件改正后再导入。',
  ID_LENGTH_WRONG_masked: '“{{column}}”有几位被星号遮住了，没有采用。请用未遮挡的名单重新导入。',
  ID_LENGTH_WRONG_document: '“{{column}}”不像{{typeName}}的号码写法。号码已照原样保留，请对照证件核实。',
  ID_CHECKSUM_WRONG:
    '“{{column}}”的校验码不对，说明其中至少有一位写错了。这个号码没有采用，请对照身份证改正后再导入。',
  ID_BIRTHDATE_DIFFERS:
    '出生日期 {{value}} 与证件号码里的 {{suggestion}} 不一致。两边都已照原样保留，请对照证件核实哪个有误。',
  ID_BIRTHDATE_DIFFERS_impossible:
    '“{{column}}”里的出生日期不存在，号码多半有误。已照原样保留，请对照证件核实。',
  ID_BIRTHDATE_DIFFERS_enrolled:
    '证件号码里的出生日期是 {{born}}，入学日期却是 {{value}}，两者必有一错。都已照原样保留，请对照证件和录取名册核实。',
  ID_GENDER_DIFFERS:
    '性别“{{value}}”与证件号码表示的“{{suggestion}}”不一致。两边都已照原样保留，请对照证件核实哪个有误。',
  ID_15_DIGITS: '“{{column}}”是 15 位的旧身份证号，学信网用 18 位。已照原样保留，请核实后换成 18 位号码。',
  ID_TYPE_OTHER: '“{{column}}”不是居民身份证号，按“{{typeName}}”处理，不做校验码检查。请确认证件类型无误。',
  ID_TYPE_OTHER_checked:
    '“{{column}}”不是居民身份证号，按“{{typeName}}”处理，校验码正确。请确认证件类型无误。',
  ID_TYPE_OTHER_military:
    '“{{column}}”按“{{typeName}}”处理，没有校验码可查。用军官证、士兵证、警官证在学信网注册的学生常对不上学籍，请核实学籍里登记的是不是居民身份证号。',
  ID_TYPE_OTHER_declared: '证件类型写的是“{{typeName}}”，但号码看起来是“{{inferredName}}”。请核实证件类型。',
  ID_REGION_UNKNOWN:
    '“{{column}}”的前两位不是任何省份的代码，校验码却对，号码可能是编出来的或填错了人。已照原样保留，请对照证件核实。',
  EXAMNO_SHAPE:
    '考生号“{{value}}”不是常见的 14 位写法（第 3、4 位应为省份代码）。已照原样保留；专升本、港澳台等自编号可以忽略，其余请核实。',
  DUPLICATE_IN_FILE:
    '这一行与第 {{other}} 行的{{field}}相同，内容却不一致{{differing}}，无法判断以哪一行为准，两行都没有导入。请只留一行，或改正其中的号码后再导入。',
  DUPLICATE_IN_FILE_split:
    '这一行与第 {{other}} 行的{{field}}相同，姓名只差一个拆字：“{{parts}}”与“{{whole}}”是同一个字，应是同一位学生。以哪种写法为准不能替您决定，两行都没有导入。请对照身份证，只留写得对的一行（多半是写整字的），再导入。',
  DUPLICATE_IN_FILE_same: '这一行与第 {{other}} 行是同一位学生，内容不矛盾，只算一次，不需要处理。',
  SAME_ID_OTHER_NAME:
    '{{field}}相同，姓名却不同：这里是“{{name}}”，另一处是“{{known}}”。可能号码填错了，也可能改过名，没有导入。请核实后处理。',
  SAME_ID_OTHER_NAME_renamed:
    '几个号码都对得上，姓名却不同：这里是“{{name}}”，原来是“{{known}}”。已按来源分别保留，请核实是否改过名。',
  AMBIGUOUS_MATCH: '不能确定这一行是哪位学生，没有导入。请核实考生号、学号和证件号码后再处理。',
  AMBIGUOUS_MATCH_several:
    '这一行的几个号码分别属于 {{count}} 位学生，没有导入。请核实考生号、学号和证件号码哪个填错了。',
  STUDENT_UNKNOWN: '名单里的这位学生在本机还没有学籍记录，状态没有记入。请先导入名单，或核对号码是否写错。',
  STUDENT_UNKNOWN_flag:
    '名单里的这位学生在本机还没有学籍记录，人像比对结果没有记入。请先导入名单，或核对号码是否写错。',
  'STUDENT_UNKNOWN_no-flag': '名单里的这位学生在本机还没有学籍记录；名单上没有异议，不需要处理。',
  FLAG_GONE:
    '本机记有“{{value}}”，这份文件里已经没有。空白不会自动解除标记，没有改动。确已同意备案的，请写明“通过”，或选择把空白视为已解除（命令行 --clear-blank-flags）后再导入。',
  FLAG_GONE_cleared: '本机记有“{{value}}”，这份文件里已经没有，按您的选择解除。',
  'FLAG_GONE_not-named': '{{name}}（{{key}}）记有“{{value}}”，这份文件没有提到，标记保留。',
  STATUS_SET_BY_HAND_remark:
    '学信网的结果已记入，但本机显示的备注是另一来源或工作人员写的“{{value}}”，与之不一致。请在学生详情里核对备注。',
  SHEET_NUMBER: '这张表上没有表号，看不出是哪一次打印的；仍按学号认人导入。',
  SHEET_NUMBER_wrong: '这张表上的表号不对（校验位不符），可能改动过；仍按学号认人导入。请对照原表核实。',
  SHEET_NUMBER_unknown: '表号 {{value}} 不是在本机打印的；仍按学号认人导入。',
  SHEET_NUMBER_campaign:
    '表号 {{value}} 属于批次“{{own}}”，您选的是“{{chosen}}”，这张表没有导入。请改选“{{own}}”后再导入。',
  SHEET_NUMBER_closed:
    '表号 {{value}} 的批次“{{own}}”已经结束，这张表没有导入。确需登记，请先重新打开该批次。',
  SHEET_TWICE: '表号 {{value}} 已经登记过（{{file}}）。这次按新的内容再登记，相同的不会重复。',
  SHEET_TWICE_file: '表号 {{value}} 在这份文件里出现了两次。',
  SHEET_SHORT:
    '表号 {{value}}（{{class}}）打印时有 {{total}} 人，收回的只有 {{count}} 人，可能有行被删掉了。',
  SHEET_STALE:
    '表上的{{field}}是“{{value}}”，本机现在是“{{now}}”：打印之后有了变化，或在表上改过。签字确认的不是现在的信息，请重新打印核对。',
  SHEET_ADDED: '“{{value}}”不在打印时的这张表上，是后来添加的。请到“核对表收发”判断是否本班学生。',
  SHEET_SIGNATURE:
    '签字栏写的是“{{value}}”，看不出是本人签字还是代签，没有记入。请问清楚，在“核对表收发”里登记；代签的请写“（代）”。',
  SHEET_STRUCK: '“{{value}}”被划去，没有记入核对结果；请到“核对表收发”判断。',
  SHEET_UNSIGNED: '没有签字，也没有写有误信息，没有记入。',
  SHEET_UNSIGNED_verdict: '写着“正确”但没有签字，已按正确记入，请补签。',
  SHEET_UNSIGNED_contradicts: '核对结果写“正确”，却又写了有误信息，没有记入。请核实。',
  CORRECTION_PROPOSED: '表上写着{{field}}应更正，现在是“{{value}}”。没有改动，请核实后办理。',
  CORRECTION_PROPOSED_text: '表上写着：“{{value}}”。没有改动，请核实后办理。',
  STUDENT_UNKNOWN_contact:
    '名单里的这位学生在本机还没有学籍记录，联系方式没有记入。请先导入名单，或核对号码是否写错。',
  CLASS_UNKNOWN: '本机没有叫“{{value}}”的班级，没有记入。请核对班级名称，或先导入名单。',
  CLASS_UNKNOWN_several: '叫“{{value}}”的班级不止一个（{{colleges}}），没有记入。请加一列学院。',
  CLASS_SPELLING: '“{{value}}”按“{{suggestion}}”记入。',
  CLASS_WITHOUT_CONTACT: '{{college}} {{value}} 还没有辅导员联系方式。',
  UNKNOWN_CODE_phone: '“{{value}}”不像电话号码，没有采用。',
  UNKNOWN_CODE_email: '“{{value}}”不像邮箱地址，没有采用。',
  REQUIRED_MISSING_class: '这一行没有班级，也没有学生的号码，没有导入。',
  REQUIRED_MISSING_contact: '这一行没有可用的姓名、电话或邮箱，没有导入。',
  DUPLICATE_IN_FILE_class:
    '这一行与第 {{other}} 行都写了“{{value}}”的联系人，内容不同，两行都没有导入。请只留一行。',
  'DUPLICATE_IN_FILE_same-class': '这一行与第 {{other}} 行写的是同一个班，内容相同，只算一次。',
  STATUS_SET_BY_HAND:
    '名单上是“{{value}}”，工作人员登记的是“{{held}}”，以登记的为准，没有改动。请核实；确需更改，请在学生详情里登记。',
  LEADING_ZERO_RESTORED:
    '“{{column}}”在表格里是数字，开头的 0 丢了，已由 {{value}} 补为 {{suggestion}}。如有不对，请把该列设成“文本”后重新导入。',
  LEADING_ZERO_RESTORED_code:
    '“{{column}}”是代码 {{value}}（即 {{suggestion}}），已转成“{{meaning}}”。请确认无误。',
  LEADING_ZERO_RESTORED_matched:
    '“{{column}}”{{value}} 已补成 {{suggestion}}：补上开头的 0 正好是{{sourceName}}里这位学生的号码（{{byName}}相同），已记入变更日志。',
  LEADING_ZERO_RESTORED_column:
    '“{{column}}”{{value}} 已补成 {{suggestion}}：这一列的文本号码都以 0 开头、位数相同，这一格是数字，少了开头的 0。已记入变更日志。',
  LEADING_ZERO_RESTORED_class:
    '“{{column}}”{{value}} 已补成 {{suggestion}}：本校没有 {{value}} 这个班，补上开头的 0 正好是现有的班。已记入变更日志。',
  LEADING_ZERO_LOST:
    '“{{column}}”{{value}} 在本机没有人用，补上开头的 0 成为 {{suggestion}}，正好是{{sourceName}}里这位学生的号码（{{byName}}相同），多半是表格把 0 丢了。没有采用；可以采用补全的号码，或把该列设成“文本”后重新导入。',
  LEADING_ZERO_LOST_class:
    '“{{column}}”{{value}} 不是本校现有的班，补上开头的 0 成为 {{suggestion}}，正好是现有的班，多半是表格把 0 丢了。班级没有采用，这一行的其他内容照常导入；可以采用补全的班号，或把该列设成“文本”后重新导入。',
  LEADING_ZERO_LOST_classes:
    '“{{column}}”{{value}} 不是本校现有的班，补上开头的 0 却对得上好几个班，不能代为选定。班级没有采用，这一行的其他内容照常导入；请把该列设成“文本”、填上完整的班号后重新导入。',
  LEADING_ZERO_LOST_column:
    '“{{column}}”{{value}} 是数字，比这一列以 0 开头的文本号码短，多半丢了开头的 0，没有采用。可以采用补全的号码，或把该列设成“文本”后重新导入。',
  'LEADING_ZERO_LOST_of-column':
    '“{{column}}”这一列有 {{count}} 个号码丢了开头的 0（Excel、WPS 把它们当成了数字）。可以一次采用补全的号码，也可以把该列设成“文本”后重新导出再导入。',
  DATE_UNREADABLE:
    '“{{column}}”里的“{{value}}”认不出是哪一天，这个日期没有采用。请写成 20260301 或 2026-03-01 的样子再导入。',
  DATE_UNREADABLE_month:
    '“{{column}}”里的“{{value}}”只有年月没有日，不能代为补日，这个日期没有采用。请补全到日，例如 {{suggestion}}。',
  NAME_DOT_VARIANT:
    '姓名“{{value}}”里的间隔点不是规范的“·”。已照原样保留；请核对学信网上的写法，需要时申请更正。',
  NAME_SPACES: '姓名“{{value}}”中间有空格。已照原样保留；请核对学信网上的写法，多余的空格请在来源处删掉。',
  NAME_INVISIBLE: '姓名“{{value}}”里夹着看不见的字符，会造成比对不上。已照原样保留，请在来源处重新输入姓名。',
  NAME_FULL_WIDTH: '姓名“{{value}}”里有全角字母或数字。已照原样保留，请核对学信网上的写法。',
  NAME_FULL_WIDTH_compatibility:
    '姓名“{{value}}”里有部首或兼容写法的字：看起来一样，其实是另一个字符，会造成比对不上。已照原样保留，请在来源处重新输入。',
  NAME_PRIVATE_USE:
    '姓名“{{value}}”里有旧系统的自造字，换台电脑可能显示不出来。已照原样保留，请核对生僻字并在来源处改成标准字。',
  NAME_LOST_CHARACTER: '姓名“{{value}}”里有字丢失了（显示为 ? 或方框）。请对照身份证补上正确的字后再导入。',
  NAME_LOST_CHARACTER_masked:
    '姓名“{{value}}”里有星号：多半是隐去姓名后导出的名单，或某个系统加的标记。已照原样保留；请换用写全姓名的名单，或在来源处去掉星号。',
  NAME_LOST_CHARACTER_digits:
    '姓名“{{value}}”里一个字也没有，多半是列对应错了，或姓名填到了别的列。已照原样保留；请核对“对应列”和这一行。',
  NAME_LOST_CHARACTER_pinyin:
    '姓名“{{value}}”里夹着拼音，多半是旧系统打不出的生僻字。已照原样保留；请对照身份证查到这个字（可用“查生僻字”），在来源处改正。',
  NAME_WITH_NOTE:
    '姓名“{{value}}”里夹着括号、数字或符号，像是附注而不是姓名。已照原样保留；附注请移到备注列，姓名以身份证为准。',
  NAME_SPLIT_CHARACTER:
    '姓名“{{value}}”里的“{{parts}}”是一个字拆开写的：现有记录写作“{{other}}”（{{whole}}）。按同一人处理，来源的写法照原样保留；可以采用整字作为本校的写法，并在来源处申请更正。',
  NAME_SPLIT_CHARACTER_elsewhere:
    '姓名“{{value}}”里的“{{whole}}”，现有记录拆成了“{{parts}}”（写作“{{other}}”）。按同一人处理；拆字的来源需要更正，可在“比对”里按“拆字”找到。',
  NAME_SPLIT_CHARACTER_alone:
    '姓名“{{value}}”里的“{{parts}}”多半是打不出的“{{whole}}”拆成了两个字。已照原样保留；请对照身份证核对（可用“查生僻字”），在来源处改正。',
  UNKNOWN_CODE: '“{{column}}”里的“{{value}}”不在国家标准的{{field}}列表里。已照原样保留，请核对是否写错。',
  'UNKNOWN_CODE_open-list':
    '“{{column}}”里的“{{value}}”不是常见的{{field}}写法。已照原样保留，如属本校用语可以忽略。',
  WORD_VARIANT:
    '“{{column}}”里的“{{value}}”（{{rows}} 行）与已有的“{{suggestion}}”只是写法不同，会分成两组。如果是一个，请在“词义”里采用，以后都照此理解。',
  WORD_VARIANT_cut:
    '“{{column}}”里的“{{value}}”（{{rows}} 行）像是被系统截断的名称，会与全名分成两组。请在“词义”里说明它是哪一个，以后都照此理解。',
  UNKNOWN_CODE_gender: '“{{column}}”里的“{{value}}”不是男或女，没有采用。请改成“男”或“女”后再导入。',
  'UNKNOWN_CODE_id-type': '认不出证件类型“{{value}}”，已按号码本身判断。请核对证件类型。',
  UNKNOWN_CODE_verdict:
    '认不出核对状态“{{value}}”，这一行的状态没有记入。请说明它的意思（导入窗口“检查结果”上方，或“设置 → 词典”），或改写成“正确”“有误”“未核对”等再导入。',
  UNKNOWN_CODE_flag:
    '认不出人像比对结果“{{value}}”，这一行没有记入。学信网的写法是“身份核验未通过”“身份核验不确定”“身份核验异常”，请照写后再导入。',
  REQUIRED_MISSING: '这一行缺少必需的内容，没有导入。请补上后再导入。',
  REQUIRED_MISSING_name: '这一行没有姓名，没有导入。请补上姓名后再导入。',
  REQUIRED_MISSING_key:
    '这一行没有可用的考生号、学号或证件号码，认不出是哪位学生，没有导入。请补上其中任何一个再导入。',
  REQUIRED_MISSING_verdict: '这一行没有填核对状态，没有记入。请写明“正确”“有误”或“未核对”后再导入。',
  COLUMN_UNMAPPED: '“{{column}}”这一列没有对应的字段，不会导入。需要的话，请在“对应列”里指定。',
  COLUMN_UNMAPPED_unnamed:
    '没有列名的列里也有内容（{{names}} 列，共 {{count}} 行，最先是第 {{at}} 行），没有导入。需要的话，请在文件里给它写上列名再导入。',
  COLUMN_TWICE:
    '“{{column}}”和“{{other}}”都像是{{field}}，暂时只用“{{other}}”，“{{column}}”不导入。请在“对应列”里确认用哪一列。',
  COLUMN_TWICE_same: '“{{column}}”和“{{other}}”都是{{field}}，各行内容都相同，只取一列，不需要处理。',
  COLUMN_TWICE_differs:
    '“{{column}}”和“{{other}}”都像是{{field}}，但有 {{count}} 行不同（最先是第 {{at}} 行），暂时只用“{{other}}”。请在“对应列”里确认用哪一列。',
  FILE_CUT_SHORT:
    '这个文件在第 {{at}} 行之后就断了，没有写完（可能没有下载完整）。请核对最后一行和总人数；不对的话，请重新导出再导入。',
  HIDDEN_TAKEN: '文件里有隐藏的内容，已一并导入。',
  HIDDEN_TAKEN_rows:
    '有 {{count}} 行在文件里是隐藏的（多半是筛选留下的），已和其他行一样导入。不要的话，请在文件里删除后再导入。',
  HIDDEN_TAKEN_columns:
    '有 {{count}} 列在文件里是隐藏的（{{names}}），已和其他列一样读取。不要的话，请在“对应列”里设为不导入。',
  'FOOTER_DROPPED_empty-row': '表里留空的行，略过。',
  RECORDS_DELETED:
    '文件里有 {{count}} 条已标记删除的记录，没有导入，也不计入行数。如果还需要，请在原来的程序里恢复后重新导出。',
  MEMO_MISSING:
    '有 {{count}} 格备注（memo）的内容在另一个文件里（同名的 .dbt 或 .fpt），没有找到，这些格按空白处理。请找到它，回到“选文件”把它拖进来（命令行：和 .dbf 放在同一个文件夹或 zip 里），再导入；找不到的话，请在原来的程序里导出为 Excel。',
  FOOTER_DROPPED:
    '这一行是合计、签字或说明（“{{value}}”），不是学生，已略过。如果是学生，请改好这一行再导入。',
  FOOTER_DROPPED_header: '这一行是重复打印的标题或表头，已略过，不需要处理。',
  CELL_ERROR: '“{{column}}”这一格是错误值 {{value}}，没有采用。请在 Excel 或 WPS 里改好公式后再导入。',
  FORMULA_NO_RESULT:
    '“{{column}}”这一格是公式，但文件里没有存结果。请用 Excel 或 WPS 打开、保存一次（或粘贴成数值）后再导入。',
  TEXT_TOO_LONG:
    '{{field}}“{{value}}”有 {{bytes}} 个字节，超过学信网上报模板的 {{limit}} 个，上报时会被截断。本机已完整保留，上报前请用简称。',
  SHEET_LEFT_OUT:
    '工作表“{{value}}”的表头与所选的工作表不同，没有导入。需要的话请在“工作表与表头”里选上它，或另外导入一次。',
  SHEET_LEFT_OUT_hidden: '工作表“{{value}}”是隐藏的，没有导入。需要的话请在“工作表与表头”里选上它。',
  'SHEET_LEFT_OUT_no-header':
    '工作表“{{value}}”里找不到表头，没有导入。里面若有学生，请另外导入一次并指定表头。',
  PHOTO_UNMATCHED: '照片“{{value}}”找不到对应的学生。请把文件名改成身份证号、学号或考生号后再导入。',
  'PHOTO_UNMATCHED_name-only':
    '照片“{{value}}”的文件名里只有姓名能对上，重名会弄错，没有导入。请在文件名里加上身份证号或学号。',
  PHOTO_AMBIGUOUS: '照片“{{value}}”可能属于不止一位学生，没有导入。请核对文件名里的号码和姓名。',
  'PHOTO_AMBIGUOUS_two-keys': '照片“{{value}}”文件名里的几个号码指向不同的学生，没有导入。请核对文件名。',
  'PHOTO_AMBIGUOUS_key-of-several': '照片“{{value}}”的号码对应不止一位学生，没有导入。请改用身份证号命名。',
  'PHOTO_AMBIGUOUS_other-id-number':
    '照片“{{value}}”里的证件号码与这位学生登记的不同，没有导入。请核对证件号码。',
  'PHOTO_AMBIGUOUS_name-differs': '照片“{{value}}”里的姓名与号码对应的学生不同，没有导入。请核对是谁的照片。',
  PHOTO_TWICE: '照片“{{value}}”与“{{other}}”重复。请只保留正确的一张。',
  'PHOTO_TWICE_two-photos':
    '“{{value}}”和“{{other}}”是同一位学生的两张不同照片，没有导入。请只保留正确的一张。',
  'PHOTO_TWICE_two-students': '“{{value}}”和“{{other}}”是同一张照片，却属于两位学生。请核对是谁的照片。',
  'PHOTO_TWICE_same-photo': '“{{value}}”与“{{other}}”是同一张照片，只保存一份，不需要处理。',
  'PHOTO_TWICE_looks-like':
    '“{{value}}”与 {{count}} 位学生的照片看起来是同一张（另存过）。已照原样保存，请对照着看是谁的照片。',
  'PHOTO_TWICE_own-other-role':
    '“{{value}}”与这位学生的录取照片或学历照片看起来是同一张。学历照片不能用录取照片代替，请确认用途选对了。',
  PHOTO_TWICE_held: '“{{value}}”与另一位学生已有的照片完全相同。请核对是谁的照片。',
  PHOTO_NOT_JPEG: '“{{value}}”不是 JPEG 照片。请另存为 .jpg 后再导入。',
  'PHOTO_NOT_JPEG_other-format':
    '“{{value}}”是 {{format}} 格式，学信网要求 JPG。照片已保存，上报前请另存为 .jpg。',
  PHOTO_NOT_JPEG_unreadable: '“{{value}}”是 {{format}} 格式，这里打不开。请另存为 .jpg 后再导入。',
  'PHOTO_NOT_JPEG_not-an-image': '“{{value}}”不是图片，没有导入。请确认选对了文件。',
  PHOTO_DAMAGED: '照片“{{value}}”已损坏，没有导入。请向拍摄单位要一份完好的文件。',
  PHOTO_DAMAGED_doubtful:
    '照片“{{value}}”的数据有些问题，可能显示不全。已照原样保存，请打开看一下，必要时换一份。',
  PHOTO_SIZE: '照片“{{value}}”的尺寸不合要求。请换成 480×640 像素的照片。',
  'PHOTO_SIZE_too-large': '照片“{{value}}”的像素太多，没有导入。请缩小到 480×640 像素后再导入。',
  'PHOTO_SIZE_other-size':
    '照片“{{value}}”是 {{width}}×{{height}} 像素，标准是 {{wantedWidth}}×{{wantedHeight}}，比例一致。已照原样保存，上报前请调整大小。',
  'PHOTO_SIZE_other-shape':
    '照片“{{value}}”是 {{width}}×{{height}} 像素，与标准 {{wantedWidth}}×{{wantedHeight}} 的比例不同。已照原样保存，请联系拍摄单位重新制作。',
  PHOTO_SIZE_orientation:
    '照片“{{value}}”带有旋转标记，在有的软件里会横着显示。已照原样保存，请转正后重新保存一份。',
  PHOTO_BYTES:
    '照片“{{value}}”大小为 {{kilobytes}} KB，通常应在 {{least}}–{{most}} KB 之间。已照原样保存，请按本校要求确认。',
  'PHOTO_BYTES_too-large': '照片“{{value}}”超过 {{most}} KB，没有导入。请压缩后再导入。',
  PHOTO_COLOUR: '照片“{{value}}”不是 24 位真彩色。已照原样保存，请联系拍摄单位重新制作。',
  PHOTO_BACKGROUND: '照片“{{value}}”的背景颜色不合要求。已照原样保存，请联系拍摄单位确认。',
  PHOTO_BACKGROUND_uneven: '照片“{{value}}”的背景深浅不匀或有杂物。已照原样保存，请联系拍摄单位确认。',
  'PHOTO_BACKGROUND_other-colour':
    '照片“{{value}}”的背景颜色是 RGB {{colour}}，要求的是 {{wanted}}。已照原样保存，请联系拍摄单位确认。',
  PHOTO_FACE: '照片“{{value}}”里没有看到一张清楚的正脸。已照原样保存，请人工看一下。',
  PHOTO_FACE_none: '照片“{{value}}”里没有找到人脸（程序自动判断，可能有误）。已照原样保存，请人工看一下。',
  PHOTO_FACE_several:
    '照片“{{value}}”里像是有 {{count}} 张脸（程序自动判断，可能有误）。已照原样保存，请人工看一下。',
  PHOTO_FACE_eyes:
    '照片“{{value}}”里眼睛离上边约 {{found}} 像素，标准是 {{least}}–{{most}}（自动测量，供参考）。请人工看一下。',
  PHOTO_FACE_width:
    '照片“{{value}}”里脸宽约 {{found}} 像素，标准是 {{least}}–{{most}}（自动测量，供参考）。请人工看一下。',
  PHOTO_FACE_hair:
    '照片“{{value}}”里头顶离上边约 {{found}} 像素，标准是 {{least}}–{{most}}（自动测量，供参考）。请人工看一下。',
  PHOTO_FACE_centre: '照片“{{value}}”里的头像是没有居中（自动测量，供参考）。请人工看一下。',
  PHOTO_FACE_tilt: '照片“{{value}}”里的头像是歪了约 {{degrees}} 度（自动测量，供参考）。请人工看一下。',
  PHOTO_FACE_turn: '照片“{{value}}”里的脸像是没有正对镜头（自动测量，供参考）。请人工看一下。',
  ENTRY_UNSAFE: '压缩包里的“{{value}}”路径不安全（想写到文件夹外面），没有读取。请向提供的人问清楚来源。',
  ENTRY_UNSAFE_link: '“{{value}}”是指向别处的链接，没有读取。请放入真正的文件后再导入。',
  ENTRY_ENCRYPTED: '“{{value}}”有密码，打不开。请先解压或去掉密码再导入。',
  ARCHIVE_BOMB: '“{{value}}”解压后大得不正常，为安全没有读取。请先人工解压并检查内容。',
} as const satisfies Sentences<FindingCode>;
