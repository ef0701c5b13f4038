/** 数据打不开时的开始页 */
export const start = {
  language: 'English',
  place: '数据文件夹',
  tryAgain: '再试一次',
  stillShut: '还是打不开。',
};
