/** Words that stand in names of photo files and are nobody's name. */
const LABELS =
  '证件照片|证件照|毕业照片|毕业照|学历照片|学历照|学籍照片|学籍照|录取照片|录取照|电子照片|电子照|电子版|数码照片|数码照|登记照|' +
  '照片|相片|图片|图像|图像采集|采集|头像|正面|正面照|免冠|免冠照|寸照|一寸|二寸|两寸|一寸照|二寸照|大一寸|小二寸|蓝底|白底|红底|灰底|底色|' +
  '副本|复件|复制|备份|修改|修改后|已修改|已修|精修|最终|最终版|最新|最新版|新版|旧版|重拍|补拍|补照|补采|重采|原图|原片|原始|原件|压缩|压缩后|裁剪|裁剪后|处理后|合格|' +
  '姓名|学号|考生号|准考证号|身份证|身份证号|身份证号码|证件号|证件号码|号码|编号|序号|班级|年级|专业|学院|院系|毕业|毕业生|新生|学生|同学|' +
  '本科|专科|高职|研究生|硕士|博士|男生|女生';
const LABEL_WHOLE = new RegExp(`^(?:${LABELS}|[照片男女新旧蓝白红灰底号级届班系院年月日第版])+$`, 'u');
const LABEL_FRONT = new RegExp(`^(?:${LABELS})+`, 'u');
const LABEL_BACK = new RegExp(`(?:${LABELS})+$`, 'u');
/** Classes, schools and courses: 计算机科学与技术, 护理学院, 软件工程. */
const INSTITUTION =
  /学院|专业|大学|学校|班级|工程|技术|科学|管理|计算机|教育|设计|应用|校区|[级届班系院校]$/u;
const LATIN_LABEL =
  /^(?:img|image|pic|picture|photo|foto|dsc[nf]?|cimg|scan|copy|new|old|final|edit(?:ed)?|ps|small|big|blue|white|red|bg|id|no|num|name|jpe?g|png|bmp|v)$/i;

/** What cameras, telephones and chat programs call their pictures: the digits in such names are counters and times. */
const CAMERA_NAME =
  /^(?:[_\s]*(?:img|_?mg|dsc[nf]?|cimg|pxl|mvimg|win|screenshot|wechatimg|mmexport|微信图片|微信截图|QQ图片|QQ截图|QQ浏览器截图|屏幕截图|截图)[\s_-]*\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[_-](?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d))/i;

export function isCameraName(base: string): boolean {
  return CAMERA_NAME.test(base);
}

export function isLabel(text: string): boolean {
  return LABEL_WHOLE.test(text);
}

export function isLatinLabel(text: string): boolean {
  return LATIN_LABEL.test(text);
}

export function isInstitution(text: string): boolean {
  return INSTITUTION.test(text);
}

/** "姓名张三" and "张三照片" without their labels. Words of one character stay: 王新 is a name. */
export function withoutLabels(text: string): string {
  return text.replace(LABEL_FRONT, '').replace(LABEL_BACK, '');
}
